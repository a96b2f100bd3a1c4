// What `kubectl kustomize` makes of an overlay, as far as the overlays here use it: resources, namespace, images, replicas, labels, and patches that are
// merged strategically (lists whose items have names are merged by them).
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseAllDocuments } from 'yaml'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }
export type JsonObject = Readonly<Record<string, Json>>

/** A resource of Kubernetes. */
export interface Manifest extends JsonObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: JsonObject & { readonly name: string }
}

interface Kustomization {
  readonly namespace?: string
  readonly resources?: readonly string[]
  readonly images?: readonly { readonly name: string; readonly newName: string; readonly newTag: string }[]
  readonly replicas?: readonly { readonly name: string; readonly count: number }[]
  readonly labels?: readonly { readonly pairs: Readonly<Record<string, string>> }[]
  readonly patches?: readonly {
    readonly path: string
    readonly target?: { readonly kind?: string; readonly labelSelector?: string }
  }[]
}

const UNDERSTOOD = new Set(['apiVersion', 'kind', 'namespace', 'resources', 'images', 'replicas', 'labels', 'patches'])

/** All documents of a file. @throws on what is not YAML, duplicate keys included */
export async function readManifests(file: string): Promise<Manifest[]> {
  return parseAllDocuments(await readFile(file, 'utf8')).map((document) => {
    const [error] = document.errors
    if (error !== undefined) throw new Error(`${file}: ${error.message}`)
    return document.toJS() as Manifest
  })
}

/** @param folder that has a kustomization.yaml @throws when it holds what is not understood, or a patch that fits nothing */
export async function buildKustomization(folder: string): Promise<Manifest[]> {
  const file = join(folder, 'kustomization.yaml')
  const [kustomization] = (await readManifests(file)) as unknown as Kustomization[]
  if (kustomization === undefined) throw new Error(`${file} is empty`)
  const foreign = Object.keys(kustomization).filter((key) => !UNDERSTOOD.has(key))
  if (foreign.length > 0) throw new Error(`${file}: ${foreign.join(', ')}`)
  const read = (kustomization.resources ?? []).map(async (path) =>
    path.endsWith('.yaml') ? await readManifests(join(folder, path)) : await buildKustomization(join(folder, path)),
  )
  let manifests = (await Promise.all(read)).flat()
  for (const { path, target } of kustomization.patches ?? []) {
    for (const patch of await readManifests(join(dirname(file), path))) manifests = patched(manifests, patch, target)
  }
  return manifests.map((manifest) => transformed(manifest, kustomization))
}

type Target = NonNullable<Kustomization['patches']>[number]['target']

function patched(manifests: readonly Manifest[], patch: Manifest, target: Target): Manifest[] {
  let fitted = 0
  const result = manifests.map((manifest) => {
    if (!fits(manifest, patch, target)) return manifest
    fitted++
    // The name of a patch with a target counts for nothing.
    const { metadata, ...rest } = patch
    return merged(manifest, target === undefined ? patch : { ...rest }) as Manifest & typeof metadata
  })
  if (fitted === 0) throw new Error(`the patch of ${patch.kind} ${patch.metadata.name} fits nothing`)
  return result
}

function fits({ kind, metadata }: Manifest, patch: Manifest, target: Target): boolean {
  if (target === undefined) return kind === patch.kind && metadata.name === patch.metadata.name
  const [key = '', value] = target.labelSelector?.split('=') ?? []
  const labels = (metadata['labels'] ?? {}) as JsonObject
  return kind === target.kind && labels[key] === value
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function merged(base: Json | undefined, over: Json): Json {
  if (isObject(base) && isObject(over)) {
    const keys = new Set([...Object.keys(base), ...Object.keys(over)])
    return Object.fromEntries(
      [...keys].map((key) => {
        const value = over[key]
        return [key, value === undefined ? (base[key] ?? null) : merged(base[key], value)]
      }),
    )
  }
  if (Array.isArray(base) && Array.isArray(over)) return mergedLists(base as readonly Json[], over as readonly Json[])
  return over
}

const nameOf = (item: Json): Json | undefined => (isObject(item) ? (item['mountPath'] ?? item['name']) : undefined)

/** Lists without names are replaced. */
function mergedLists(base: readonly Json[], over: readonly Json[]): readonly Json[] {
  if (![...base, ...over].every((item) => nameOf(item) !== undefined)) return over
  const added = over.filter((item) => base.every((each) => nameOf(each) !== nameOf(item)))
  const kept = base.map((item) => {
    const change = over.find((each) => nameOf(each) === nameOf(item))
    return change === undefined ? item : merged(item, change)
  })
  return [...kept, ...added]
}

function transformed(
  manifest: Manifest,
  { namespace, images = [], replicas = [], labels = [] }: Kustomization,
): Manifest {
  const { kind, metadata } = manifest
  const pairs = Object.assign({}, ...labels.map((each) => each.pairs)) as JsonObject
  const placed = {
    ...metadata,
    ...(namespace !== undefined && kind !== 'Namespace' && { namespace }),
    ...(labels.length > 0 && { labels: { ...(metadata['labels'] as JsonObject | undefined), ...pairs } }),
  }
  const count = replicas.find(({ name }) => name === metadata.name && kind === 'Deployment')?.count
  const changed: Manifest = {
    ...manifest,
    metadata: placed,
    ...(count !== undefined && { spec: { ...(manifest['spec'] as JsonObject), replicas: count } }),
  }
  return images.reduce((each, { name, newName, newTag }) => withImage(each, name, `${newName}:${newTag}`), changed)
}

const withImage = (manifest: Manifest, name: string, image: string): Manifest =>
  JSON.parse(JSON.stringify(manifest), (key, value: unknown) =>
    key === 'image' && value === name ? image : value,
  ) as Manifest
