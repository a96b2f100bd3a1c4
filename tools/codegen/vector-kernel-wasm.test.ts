import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { VECTOR_KERNEL_FILE, vectorKernelFile } from './vector-kernel-wasm.ts'

it('the committed kernel is what its text assembles to (npx tsx tools/codegen/write-vector-kernel-wasm.ts)', async () => {
  const committed = await readFile(new URL(`../../${VECTOR_KERNEL_FILE}`, import.meta.url), 'utf8')
  expect(committed).toBe(await vectorKernelFile())
})
