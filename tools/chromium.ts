import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const CANDIDATES = [process.env['LEARNPATH_TEST_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser']

/** Where Chromium is, for browser tests and benchmarks; undefined when there is none. */
export const CHROMIUM = CANDIDATES.find((path) => path !== undefined && path !== '' && existsSync(path))

/** @throws when there is no Chromium */
export async function launchChromium(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('No Chromium found. Install it, or name it in LEARNPATH_TEST_CHROMIUM.')
  return await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
}
