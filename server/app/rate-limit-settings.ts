import type { RateClass } from '../http/request-limits.ts'
import type { SettingDefinition } from './setting-definition.ts'

const perMinute = (count: string) => ({ kind: 'integer', min: 0, max: 6000, unit: 'a minute', default: count }) as const

/** How often somebody may ask. */
export const RATE_LIMIT_SETTINGS = [
  {
    name: 'LEARNPATH_RATE_LIMITS',
    kind: 'choice',
    choices: ['auto', 'on', 'off'],
    default: 'auto',
    description:
      'Whether requests are counted: by user or API key, or by network address where nobody is signed in. `auto`: when there is identity. Who asks too often is told when to come back (429). In the settings below 0 is no limit; what was not used is there at once.',
  },
  {
    name: 'LEARNPATH_RATE_READS_PER_MINUTE',
    ...perMinute('1200'),
    description: 'Requests of one caller that only read.',
  },
  { name: 'LEARNPATH_RATE_WRITES_PER_MINUTE', ...perMinute('300'), description: 'Changes by one caller.' },
  { name: 'LEARNPATH_RATE_SEARCHES_PER_MINUTE', ...perMinute('300'), description: 'Searches of one caller.' },
  {
    name: 'LEARNPATH_RATE_ANSWERS_PER_MINUTE',
    ...perMinute('60'),
    description: 'Questions that are answered, quizzes and plans that are made for one caller.',
  },
  { name: 'LEARNPATH_RATE_UPLOADS_PER_MINUTE', ...perMinute('600'), description: 'Uploads of one caller.' },
  {
    name: 'LEARNPATH_RATE_SIGN_INS_PER_MINUTE',
    ...perMinute('20'),
    description: 'Attempts to sign in, and uses of invitations and links for new passwords, from one network address.',
  },
] as const satisfies readonly SettingDefinition[]

export interface RateLimitSettings {
  readonly mode: 'auto' | 'on' | 'off'
  /** Per caller; 0: no limit. */
  readonly perMinute: Readonly<Record<RateClass, number>>
}

type Read = (name: (typeof RATE_LIMIT_SETTINGS)[number]['name']) => string | number

export function readRateLimitSettings(read: Read): RateLimitSettings {
  const mode = read('LEARNPATH_RATE_LIMITS')
  return {
    mode: mode === 'on' || mode === 'off' ? mode : 'auto',
    perMinute: {
      reads: Number(read('LEARNPATH_RATE_READS_PER_MINUTE')),
      writes: Number(read('LEARNPATH_RATE_WRITES_PER_MINUTE')),
      searches: Number(read('LEARNPATH_RATE_SEARCHES_PER_MINUTE')),
      answers: Number(read('LEARNPATH_RATE_ANSWERS_PER_MINUTE')),
      uploads: Number(read('LEARNPATH_RATE_UPLOADS_PER_MINUTE')),
      'sign-ins': Number(read('LEARNPATH_RATE_SIGN_INS_PER_MINUTE')),
    },
  }
}
