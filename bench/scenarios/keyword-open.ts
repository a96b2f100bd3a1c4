import { readFile } from 'node:fs/promises'
import { KEYWORD_ENGINES } from './keyword-engines.ts'

/**
 * A fresh process that opens an engine's index and asks all questions: `keyword-open.ts <engine> <folder> <questions file>`.
 * Prints the milliseconds of opening and the bytes of resident memory that opening and asking added.
 */
const [name, folder, questionsFile] = process.argv.slice(2)
const kind = KEYWORD_ENGINES.find((engine) => engine.name === name)
if (kind?.open === undefined || folder === undefined || questionsFile === undefined) process.exit(2)
const questions = JSON.parse(await readFile(questionsFile, 'utf8')) as string[]
globalThis.gc?.()
const before = process.memoryUsage.rss()
const started = performance.now()
const engine = await kind.open(folder)
const openMs = performance.now() - started
for (const question of questions) await engine.search(question)
globalThis.gc?.()
const residentBytes = process.memoryUsage.rss() - before
await engine.close()
console.log(JSON.stringify({ openMs, residentBytes }))
process.exit(0)
