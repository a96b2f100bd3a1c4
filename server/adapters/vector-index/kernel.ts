import { KERNEL_BASE64 } from './kernel-bytes.ts'

const PAGE_BYTES = 65_536

interface Memory {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

/** What we use of WebAssembly; the types of Node 20 do not describe it. */
interface WebAssemblyFace {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Memory: new (descriptor: { readonly initial: number }) => Memory
  readonly Instance: new (module: object, imports: object) => { readonly exports: object }
}
const { Instance, Memory, Module } = (globalThis as unknown as { readonly WebAssembly: WebAssemblyFace }).WebAssembly

/** The loops of the index over one memory; what they do is said where they are written, tools/codegen/vector-kernel-text.ts. */
export interface Kernel {
  readonly memory: Memory
  /** @returns how many pairs were written to `out`. */
  readonly scan: (...parameters: ScanParameters) => number
  readonly dots: (...parameters: DotsParameters) => void
}

/** Addresses, counts, and what makes estimates of sums. */
type ScanParameters = [
  tables: number,
  codes: number,
  factors: number,
  masks: number,
  estimates: number,
  out: number,
  blocks: number,
  groups: number,
  row: number,
  step: number,
  bias: number,
  base: number,
  threshold: number,
]
type DotsParameters = [query: number, rows: number, stride: number, count: number, dimensions: number, out: number]

let compiled: object | undefined

/** A memory of its own with at least `bytes`, and the loops over it. */
export function createKernel(bytes: number): Kernel {
  compiled ??= new Module(Buffer.from(KERNEL_BASE64, 'base64'))
  const memory = new Memory({ initial: Math.max(1, Math.ceil(bytes / PAGE_BYTES)) })
  const { exports } = new Instance(compiled, { index: { memory } })
  return { memory, ...(exports as unknown as Omit<Kernel, 'memory'>) }
}

/** Makes the memory hold at least `bytes`. Views of it are void afterwards. */
export function growKernel({ memory }: Kernel, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
}
