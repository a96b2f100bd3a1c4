import { writeFile } from 'node:fs/promises'
import { VECTOR_KERNEL_FILE, vectorKernelFile } from './vector-kernel-wasm.ts'

/** `npx tsx tools/codegen/write-vector-kernel-wasm.ts` after a change of vector-kernel-text.ts. A test compares the two. */
await writeFile(new URL(`../../${VECTOR_KERNEL_FILE}`, import.meta.url), await vectorKernelFile())
