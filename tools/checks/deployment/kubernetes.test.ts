// Manifests of Kubernetes: by the schemas of its own description, and what no schema sees: that names meet.
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../tracked-files.ts'
import { buildKustomization, readManifests, type JsonObject, type Manifest } from './kustomize.ts'
import { membersNamed, podsOf, selects, type Container, type Pod } from './pods.ts'
import { schemaProblems } from './schema-problems.ts'
import { settingProblems } from './setting-problems.ts'

const FOLDER = join(ROOT, 'deploy/kubernetes')
const [secret] = await readManifests(join(FOLDER, 'secret.example.yaml'))
const SECRET_KEYS = Object.keys((secret?.['stringData'] ?? {}) as JsonObject)
/** Made by others: the certificate's controller. */
const FOREIGN_SECRETS = new Set(['learnpath-tls'])

it('finds what is wrong: a type, a field that does not exist, one that is missing', () => {
  const metadata = { name: 'a' }
  const port = { port: 'eighty', prot: 'TCP' }
  const found = schemaProblems({ apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [port] } })
  expect(found.join('\n')).toMatch(/ports\/0\/port type[^]*ports\/0\/prot is not known/)
  const empty = { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { template: {} } }
  expect(schemaProblems(empty).join()).toContain('selector')
})

describe.each(['small', 'production'])('overlay %s', async (overlay) => {
  const manifests = await buildKustomization(join(FOLDER, 'overlays', overlay))
  const pods = podsOf(manifests)
  const ofKind = (kind: string): Manifest[] => manifests.filter((each) => each.kind === kind)
  const own = pods.filter(({ labels }) => labels['app.kubernetes.io/name'] === 'learnpath')
  const named = ({ owner }: Pod): string => `${owner.kind} ${owner.metadata.name}`

  it('is what Kubernetes knows', () => {
    const problems = manifests.flatMap((each) =>
      schemaProblems(each).map((one) => `${each.kind} ${each.metadata.name}: ${one}`),
    )
    expect(problems).toEqual([])
    const keys = manifests.map(({ kind, metadata }) => `${kind} ${metadata.name}`)
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
  })

  it('has selectors that mean a pod, and ports that are open', () => {
    const portsOf = (pod: Pod) => pod.containers.flatMap(({ ports = [] }) => ports)
    const problems = [
      ...pods.filter((pod) => !selects((pod.owner['spec'] as JsonObject)['selector'] as JsonObject, pod)).map(named),
      ...ofKind('PodDisruptionBudget').flatMap(({ metadata, spec }) =>
        pods.some((pod) => selects((spec as JsonObject)['selector'] as JsonObject, pod)) ? [] : [metadata.name],
      ),
      ...ofKind('Service').flatMap(({ metadata, spec }) => {
        const { selector, ports } = spec as unknown as {
          selector: Record<string, string>
          ports: { port: number; targetPort: string }[]
        }
        const meant = pods.filter((pod) => selects({ matchLabels: selector }, pod))
        const open = ({ port, targetPort }: (typeof ports)[number]) =>
          meant.length === 1 &&
          meant.flatMap(portsOf).some(({ name, containerPort }) => name === targetPort && containerPort === port)
        return ports.every(open) ? [] : [`Service ${metadata.name}`]
      }),
      ...ofKind('NetworkPolicy').flatMap(({ metadata, spec }) =>
        membersNamed<JsonObject>({ spec }, 'podSelector')
          .filter((selector) => !pods.some((pod) => selects(selector, pod)))
          .filter(() => overlay === 'small' || metadata.name !== 'to-stores')
          .map((selector) => `NetworkPolicy ${metadata.name}: ${JSON.stringify(selector)}`),
      ),
    ]
    expect(problems).toEqual([])
  })

  it('scales what is there, by what it asks for', () => {
    for (const { spec } of ofKind('HorizontalPodAutoscaler')) {
      const { scaleTargetRef } = spec as unknown as { scaleTargetRef: { kind: string; name: string } }
      const target = pods.find(
        ({ owner }) => owner.kind === scaleTargetRef.kind && owner.metadata.name === scaleTargetRef.name,
      )
      expect(membersNamed(target?.containers, 'requests')).toContainEqual(
        expect.objectContaining({ cpu: expect.anything() }),
      )
      // Otherwise every roll-out would set the number back.
      expect(membersNamed(target?.owner, 'replicas')).toEqual([])
    }
  })

  it('refers to settings and secrets that exist', () => {
    const maps = new Map(
      ofKind('ConfigMap').map(({ metadata, data }) => [metadata.name, data as Record<string, string>]),
    )
    const all = pods.flatMap(({ containers, initContainers }) => [...containers, ...initContainers])
    const keys = membersNamed<{ name: string; key: string }>(all, 'configMapKeyRef')
    expect(keys.filter(({ name, key }) => maps.get(name)?.[key] === undefined)).toEqual([])
    const secrets = [...membersNamed<string>(manifests, 'secretName')].filter((name) => !FOREIGN_SECRETS.has(name))
    expect(new Set(secrets)).toEqual(new Set([secret?.metadata.name]))
    const files = all.flatMap(({ env = [] }) =>
      env.flatMap(({ value = '' }) => /^[/]run[/]secrets[/]learnpath[/](.+)$/u.exec(value)?.[1] ?? []),
    )
    expect(files.filter((key) => !SECRET_KEYS.includes(key))).toEqual([])
  })

  it('gives every process settings that it takes', () => {
    const maps = new Map(
      ofKind('ConfigMap').map(({ metadata, data }) => [metadata.name, data as Record<string, string>]),
    )
    const problems = own.map((pod) => [named(pod), settingProblems(environmentOf(pod.containers, maps))])
    expect(problems.filter(([, found]) => found?.length !== 0)).toEqual([])
  })

  it('starts every container without rights, with probes and limits', () => {
    const ofPod = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }
    const ofContainer = {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    }
    for (const { spec, containers, initContainers } of pods) {
      expect(spec).toMatchObject({
        securityContext: ofPod,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
      })
      for (const container of [...containers, ...initContainers]) {
        expect(container['securityContext']).toEqual(ofContainer)
        expect(membersNamed(container['resources'], 'memory')).toHaveLength(2)
      }
      const probes = ['startupProbe', 'readinessProbe', 'livenessProbe']
      expect(containers.filter((container) => !probes.every((probe) => probe in container))).toEqual([])
    }
  })

  it('gives a pod the time that it takes to end', () => {
    const settings = ofKind('ConfigMap')[0]?.['data'] as Record<string, string>
    const inProgram = Number(settings['LEARNPATH_DRAIN_SECONDS']) + Number(settings['LEARNPATH_SHUTDOWN_GRACE_SECONDS'])
    for (const { spec, containers } of own) {
      const sleep = membersNamed<string[]>(containers, 'command').find(([program]) => program === 'sleep')
      expect(Number(sleep?.[1]) + inProgram).toBeLessThan(Number(spec['terminationGracePeriodSeconds']))
    }
  })
})

/** What a process of LearnPath finds in its environment, the role that its arguments name included. */
function environmentOf(
  containers: readonly Container[],
  maps: ReadonlyMap<string, Record<string, string>>,
): Record<string, string> {
  const [container] = containers
  const given = (container?.envFrom ?? []).map(({ configMapRef }) => maps.get(configMapRef.name) ?? {})
  const own = (container?.env ?? []).map(({ name, value = '' }) => [name, value] as const)
  return Object.assign({}, ...given, Object.fromEntries(own), {
    LEARNPATH_SERVICES: container?.args?.at(-1),
  }) as Record<string, string>
}
