#!/usr/bin/env -S node --max-semi-space-size=4
// `npx learnpath …` in a checkout: makes sure that the bundle is there and fits the sources, then becomes the program.
import { existsSync } from 'node:fs'

const prepare = new URL('../tools/prepare.mjs', import.meta.url)
if (existsSync(prepare)) await (await import(prepare.href)).prepare()
await import(new URL('../dist/cli.mjs', import.meta.url).href)
