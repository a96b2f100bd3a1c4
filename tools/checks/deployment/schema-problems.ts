import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Manifest } from './kustomize.ts'

const require = createRequire(import.meta.url)
/** Not by the name of the package, which shows only its classes. */
const FOLDER = join(dirname(require.resolve('kubernetes-models')), '_schemas')

/** Where the package keeps the compiled schema of a resource, by apiVersion and kind. */
const SCHEMAS: Readonly<Record<string, string>> = {
  'v1 Namespace': 'IoK8sApiCoreV1Namespace',
  'v1 ConfigMap': 'IoK8sApiCoreV1ConfigMap',
  'v1 Secret': 'IoK8sApiCoreV1Secret',
  'v1 Service': 'IoK8sApiCoreV1Service',
  'apps/v1 Deployment': 'IoK8sApiAppsV1Deployment',
  'apps/v1 StatefulSet': 'IoK8sApiAppsV1StatefulSet',
  'autoscaling/v2 HorizontalPodAutoscaler': 'IoK8sApiAutoscalingV2HorizontalPodAutoscaler',
  'policy/v1 PodDisruptionBudget': 'IoK8sApiPolicyV1PodDisruptionBudget',
  'networking.k8s.io/v1 NetworkPolicy': 'IoK8sApiNetworkingV1NetworkPolicy',
  'networking.k8s.io/v1 Ingress': 'IoK8sApiNetworkingV1Ingress',
}

interface Validator {
  (data: unknown): boolean
  readonly errors?:
    | readonly {
        readonly instancePath: string
        readonly message?: string
        readonly keyword: string
        readonly params?: unknown
      }[]
    | null
}

/**
 * What Kubernetes would refuse, by the schemas of its own description. That description allows unknown fields, which a cluster then drops in silence;
 * they are found by what the validator never looked at.
 */
export function schemaProblems(manifest: Manifest): string[] {
  const key = `${manifest.apiVersion} ${manifest.kind}`
  const name = SCHEMAS[key]
  if (name === undefined) return [`there is no schema for ${key}`]
  const { validate } = require(join(FOLDER, `${name}.js`)) as { readonly validate: Validator }
  const problems = validate(manifest)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, keyword, params }) => `${instancePath} ${keyword} ${JSON.stringify(params)}`,
      )
  const seen = new Map<object, Set<string>>()
  validate(watched(manifest, seen))
  return [...problems, ...unseen(manifest, '', seen)]
}

/** The same value, noting which members of its objects are read. */
function watched<Value>(value: Value, seen: Map<object, Set<string>>): Value {
  if (typeof value !== 'object' || value === null) return value
  const read = new Set<string>()
  seen.set(value, read)
  return new Proxy(value, {
    get(target, member, receiver) {
      if (typeof member === 'string') read.add(member)
      return watched(Reflect.get(target, member, receiver) as unknown, seen)
    },
  })
}

function unseen(value: unknown, path: string, seen: ReadonlyMap<object, ReadonlySet<string>>): string[] {
  if (typeof value !== 'object' || value === null) return []
  const read = seen.get(value)
  return Object.entries(value).flatMap(([member, inner]) => {
    const place = `${path}/${member}`
    return read?.has(member) === true ? unseen(inner, place, seen) : [`${place} is not known`]
  })
}
