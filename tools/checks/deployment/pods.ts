import type { JsonObject, Manifest } from './kustomize.ts'

export interface Container extends JsonObject {
  readonly name: string
  readonly image: string
  readonly args?: readonly string[]
  readonly env?: readonly (JsonObject & { readonly name: string; readonly value?: string })[]
  readonly envFrom?: readonly { readonly configMapRef: { readonly name: string } }[]
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[]
}

/** What a Deployment or StatefulSet starts. */
export interface Pod {
  readonly owner: Manifest
  readonly labels: Readonly<Record<string, string>>
  readonly spec: JsonObject
  readonly containers: readonly Container[]
  readonly initContainers: readonly Container[]
}

interface Workload {
  readonly template: {
    readonly metadata: { readonly labels: Readonly<Record<string, string>> }
    readonly spec: JsonObject & {
      readonly containers: readonly Container[]
      readonly initContainers?: readonly Container[]
    }
  }
}

export function podsOf(manifests: readonly Manifest[]): Pod[] {
  return manifests
    .filter(({ kind }) => kind === 'Deployment' || kind === 'StatefulSet')
    .map((owner) => {
      const { metadata, spec } = (owner['spec'] as unknown as Workload).template
      return {
        owner,
        labels: metadata.labels,
        spec,
        containers: spec.containers,
        initContainers: spec.initContainers ?? [],
      }
    })
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>
  readonly matchExpressions?: readonly {
    readonly key: string
    readonly operator: string
    readonly values: readonly string[]
  }[]
}

/** Whether a label selector means a pod. @throws for operators other than In */
export function selects({ matchLabels = {}, matchExpressions = [] }: Selector, { labels }: Pod): boolean {
  const foreign = matchExpressions.find(({ operator }) => operator !== 'In')
  if (foreign !== undefined) throw new Error(`operator ${foreign.operator}`)
  return (
    Object.entries(matchLabels).every(([name, value]) => labels[name] === value) &&
    matchExpressions.every(({ key, values }) => values.includes(labels[key] ?? ''))
  )
}

/** Every object of a kind of member, anywhere in a value. */
export function membersNamed<Found>(value: unknown, name: string): Found[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key === name ? [inner as Found] : []),
    ...membersNamed<Found>(inner, name),
  ])
}
