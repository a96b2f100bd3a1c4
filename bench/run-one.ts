import { writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type { Benchmark } from './benchmark.ts'
import { DATA_FOLDER, MODELS_FOLDER } from './environment.ts'

/** The fresh process of one benchmark: `run-one.ts <file> <scratch folder> <result file>`. */
const [file, scratchFolder, resultFile] = process.argv.slice(2)
if (file === undefined || scratchFolder === undefined || resultFile === undefined) process.exit(2)
const { benchmark } = (await import(pathToFileURL(file).href)) as { benchmark: Benchmark }
console.log(`\n${benchmark.name}: ${benchmark.description}`)
const measurements = await benchmark.run({
  dataFolder: DATA_FOLDER,
  modelsFolder: MODELS_FOLDER,
  scratchFolder,
  log: (line) => console.log(`  … ${line}`),
})
await writeFile(resultFile, JSON.stringify(measurements))
