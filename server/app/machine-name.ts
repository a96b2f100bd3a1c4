import { cpus } from 'node:os'

/** Processors and platform, in words. */
export function machineName(): string {
  const all = cpus()
  return `${all.length} x ${all[0]?.model.trim() ?? 'unknown processor'}, ${process.platform} ${process.arch}`
}
