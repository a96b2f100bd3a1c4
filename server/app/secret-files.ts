import { readFileSync } from 'node:fs'

const SUFFIX = '_FILE'

type Environment = Readonly<Record<string, string | undefined>>

interface Fault {
  readonly field: string
  readonly message: string
  readonly code: 'LP_SETTING_INVALID'
}

/**
 * `NAME_FILE=/run/secrets/x` stands for `NAME=` what is in that file, without the line break at its end: so engines of containers give secrets,
 * and a secret is in no list of a process's environment.
 */
export function withSecretFiles(
  environment: Environment,
  names: ReadonlySet<string>,
): { readonly environment: Environment; readonly issues: readonly Fault[] } {
  const given: Record<string, string | undefined> = { ...environment }
  const issues: Fault[] = []
  for (const [field, file = ''] of Object.entries(environment)) {
    const name = field.slice(0, -SUFFIX.length)
    if (!field.endsWith(SUFFIX) || !names.has(name)) continue
    delete given[field]
    if (file.trim() === '') continue
    if ((environment[name] ?? '') !== '') {
      issues.push({ field, message: `and ${name} are both set; leave one out`, code: 'LP_SETTING_INVALID' })
      continue
    }
    try {
      given[name] = readFileSync(file.trim(), 'utf8').replace(/\r?\n$/u, '')
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      issues.push({ field, message: `must name a file that can be read: ${reason}`, code: 'LP_SETTING_INVALID' })
    }
  }
  return { environment: given, issues }
}
