import { readFile } from 'node:fs/promises'
import { format } from 'oxfmt'
import { ENDPOINTS, FURTHER_PERMISSIONS, PERMISSIONS, WORKSPACE_ROLES } from '@learnpath/contracts'
import { openApiOf } from '../../server/http/open-api.ts'
import { commandLinePage } from './command-line-page.ts'
import { errorPage } from './error-page.ts'
import { grafanaDashboard } from './grafana-dashboard.ts'
import { settingsPage } from './settings-page.ts'

/** Every file that is made from code: path below the repository → text. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  const raw: [string, string][] = [
    ['deploy/grafana/dashboards/learnpath.json', grafanaDashboard()],
    ['docs/reference/command-line.md', commandLinePage()],
    ['docs/reference/errors.md', errorPage()],
    ['docs/reference/openapi.json', JSON.stringify(openApiOf(Object.values(ENDPOINTS), version), null, 2)],
    ['docs/reference/settings.md', settingsPage()],
    ['web/src/api/addresses.ts', webAddresses()],
    ['web/src/features/account/permissions.ts', webPermissions()],
  ]
  return new Map(await Promise.all(raw.map(async ([path, text]) => [path, await formatted(path, text)] as const)))
}

/** Method and path of each address: all that the browser needs of the table, which brings every schema along. */
function webAddresses(): string {
  const lines = Object.entries(ENDPOINTS).map(([name, { method, path }]) => `  ${name}: '${method} ${path}',`)
  return `/** Method and path of every address, by name. Generated from the contracts by "npm run docs". */\nexport const ADDRESSES = {\n${lines.join('\n')}\n} as const\n`
}

/** What each address demands, for the browser to offer only what it would get. */
function webPermissions(): string {
  const roles = WORKSPACE_ROLES.map((role) => `'${role}'`).join(', ')
  const lines = Object.entries({ ...PERMISSIONS, ...FURTHER_PERMISSIONS }).map(
    ([name, permission]) => `  ${name}: '${permission}',`,
  )
  return `/** Roles from the least to the most. Generated from the contracts by "npm run docs". */
export const ROLES = [${roles}] as const

/** What each address demands, and what is done by them that demands more. Generated from the contracts by "npm run docs". */
export const PERMISSIONS = {\n${lines.join('\n')}\n} as const\n`
}

/** In the form that the formatter leaves alone. */
async function formatted(path: string, text: string): Promise<string> {
  const { code, errors } = await format(path, text, { printWidth: 120, semi: false, singleQuote: true })
  if (errors.length > 0) throw new Error(`${path}: ${JSON.stringify(errors)}`)
  return code
}
