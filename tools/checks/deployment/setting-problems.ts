import { LearnPathError } from '@learnpath/contracts'
import { readSettings } from '../../../server/app/settings.ts'

type Environment = Readonly<Record<string, string>>

const SUFFIX = '_FILE'
/** What secrets hold in a real installation, by the name of the setting. */
const SECRETS: Environment = {
  LEARNPATH_STORE_URL: 'postgres://learnpath:password@postgres:5432/learnpath',
  LEARNPATH_REDIS_URL: 'redis://redis:6379/0',
  LEARNPATH_QDRANT_URL: 'http://qdrant:6333',
  LEARNPATH_SERVICE_SECRET: '0123456789abcdef0123456789abcdef',
}

/** What the program would say at its start about a process with these variables: names it does not know, values that are not allowed. */
export function settingProblems(environment: Environment): string[] {
  const given = Object.entries(environment).map(([name, value]) => {
    if (!name.endsWith(SUFFIX)) return [name, value] as const
    const setting = name.slice(0, -SUFFIX.length)
    return [setting, SECRETS[setting] ?? 'no such secret'] as const
  })
  try {
    readSettings(Object.fromEntries(given))
    return []
  } catch (error) {
    if (!(error instanceof LearnPathError)) throw error
    return (error.context.issues ?? []).map(({ field, message }) => `${field} ${message}`)
  }
}
