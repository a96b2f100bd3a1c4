import { format } from 'oxfmt'
import loadWabt from 'wabt'
import { vectorKernelText } from './vector-kernel-text.ts'

/** Where the product finds the kernel of the vector index: no build step of its users makes it. */
export const VECTOR_KERNEL_FILE = 'server/adapters/vector-index/kernel-bytes.ts'

/** The TypeScript file of the assembled kernel. */
export async function vectorKernelFile(): Promise<string> {
  const wabt = await loadWabt()
  const module = wabt.parseWat('vector-kernel.wat', vectorKernelText(), { simd: true })
  try {
    module.validate()
    const base64 = Buffer.from(module.toBinary({}).buffer).toString('base64')
    const raw = `// Made by tools/codegen/write-vector-kernel-wasm.ts from vector-kernel-text.ts; do not edit by hand.
export const KERNEL_BASE64 = '${base64}'
`
    const { code, errors } = await format(VECTOR_KERNEL_FILE, raw, { printWidth: 120, singleQuote: true, semi: false })
    if (errors.length > 0) throw new Error(JSON.stringify(errors))
    return code
  } finally {
    module.destroy()
  }
}
