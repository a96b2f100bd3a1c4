import type { SettingDefinition } from './setting-definition.ts'

/** What processes that work together share besides the store. */
export const REDIS_SETTINGS = [
  {
    name: 'LEARNPATH_REDIS_URL',
    kind: 'redis-url',
    default: '',
    description:
      'Redis server that LearnPath processes share for caches, rate limits, ended sessions and events, such as `redis://:password@host:6379/0`. Everything goes on without it while it is away. Empty: each process uses its own memory.',
  },
  {
    name: 'LEARNPATH_REDIS_PREFIX',
    kind: 'text',
    default: 'learnpath',
    description: 'What the keys in Redis begin with. Processes of one installation have the same; others another.',
  },
] as const satisfies readonly SettingDefinition[]

export interface RedisSettings {
  readonly url: string
  readonly prefix: string
}

type Read = (name: (typeof REDIS_SETTINGS)[number]['name']) => string | number

/** Null when none is named. */
export function readRedisSettings(read: Read): RedisSettings | null {
  const url = String(read('LEARNPATH_REDIS_URL'))
  return url === '' ? null : { url, prefix: String(read('LEARNPATH_REDIS_PREFIX')).trim() }
}
