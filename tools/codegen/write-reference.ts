import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generatedFiles } from './generated-files.ts'

/** `npm run docs`: writes the generated reference pages. The check compares them with the committed ones. */
for (const [path, text] of await generatedFiles()) {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url))
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
  console.log(path)
}
