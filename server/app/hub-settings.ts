import type { SettingDefinition } from './setting-definition.ts'

/** Where models may come from, beside what other programs use as well (HF_ENDPOINT). */
export const HUB_SETTINGS = [
  {
    name: 'LEARNPATH_HUB_HOSTS',
    kind: 'text',
    default: '',
    description:
      'Hosts that the model hub may send downloads on to by https, with those below them, such as `store.example.org, cdn.example.org`, beside its own: for mirrors that keep their files elsewhere. Redirects to other hosts are refused.',
  },
] as const satisfies readonly SettingDefinition[]

type Read = (name: (typeof HUB_SETTINGS)[number]['name']) => string | number

export function readHubHosts(read: Read): string[] {
  const hosts = String(read('LEARNPATH_HUB_HOSTS')).split(',')
  return hosts.map((host) => host.trim().toLowerCase()).filter((host) => host !== '')
}
