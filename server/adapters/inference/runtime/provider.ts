import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Provider } from './worker-messages.ts'

/** CUDA when its part of ONNX Runtime is installed and there is a device. Looks at files only; loads nothing. */
export function detectProvider(): Provider {
  if (process.platform !== 'linux' || !existsSync('/dev/nvidiactl')) return 'cpu'
  const main = createRequire(import.meta.url).resolve('onnxruntime-node')
  const binaries = join(dirname(dirname(main)), 'bin/napi-v6', process.platform, process.arch)
  return existsSync(join(binaries, 'libonnxruntime_providers_cuda.so')) ? 'cuda' : 'cpu'
}
