import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { OfferedModel } from '../../ports/language-model.ts'
import { readGgufHeader } from './gguf-header.ts'

const EXTENSION = /\.gguf$/iu
/** Large models come in parts; the first one stands for all. */
const PART = /-(\d{5})-of-(\d{5})\.gguf$/iu
/** Eyes for models that see, not models. */
const PROJECTOR = /(?:^|[-_.])mmproj(?:[-_.]|$)/iu

/** Absolute path of a model's file. */
export const ggufFile = (folder: string, name: string): string => (isAbsolute(name) ? name : resolve(folder, name))

/** GGUF files in the folder and below it, by name. None when there is no folder. */
export async function listGgufFiles(folder: string): Promise<readonly OfferedModel[]> {
  const names = await filesBelow(folder)
  const models = names.filter((name) => EXTENSION.test(name) && !PROJECTOR.test(name))
  const first = models.filter((name) => Number(PART.exec(name)?.[1] ?? 1) === 1)
  const described = await Promise.all(first.map(async (name) => await describe(folder, name, models)))
  return described.filter((model) => model !== null)
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .toSorted((a, b) => (a < b ? -1 : 1))
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return []
    throw failure
  }
}

async function describe(folder: string, name: string, all: readonly string[]): Promise<OfferedModel | null> {
  const header = readGgufHeader(ggufFile(folder, name))
  if (header === null) return null
  const sizes = await Promise.all(partsOf(name, all).map(async (part) => (await stat(join(folder, part))).size))
  const sizeBytes = sizes.reduce((sum, size) => sum + size, 0)
  const { parameters, quantization, bytes } = header
  const digest = createHash('sha256').update(bytes).update(String(sizeBytes)).digest('hex').slice(0, 16)
  return { name, sizeBytes, parameters, quantization, digest }
}

function partsOf(name: string, all: readonly string[]): readonly string[] {
  const whole = name.replace(PART, '')
  return PART.test(name) ? all.filter((other) => PART.test(other) && other.replace(PART, '') === whole) : [name]
}
