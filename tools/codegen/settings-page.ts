import type { SettingDefinition } from '../../server/app/setting-definition.ts'
import { SETTINGS } from '../../server/app/setting-table.ts'

function rangeOf(setting: SettingDefinition): string {
  switch (setting.kind) {
    case 'integer':
      return `${setting.min} to ${setting.max}${setting.unit === null ? '' : ` ${setting.unit}`}`
    case 'number':
      return `${setting.min} to ${setting.max}`
    case 'choice':
      return setting.choices.map((choice) => `\`${choice}\``).join(', ')
    case 'folder':
      return 'a folder'
    case 'host':
      return '`127.0.0.1`, `::1` or `localhost`'
    case 'url':
      return 'an address that begins with `http://` or `https://`'
    case 'urls':
      return 'addresses that begin with `http://` or `https://`, with commas between them'
    case 'database-url':
      return 'an address that begins with `postgres://` or `postgresql://`'
    case 'redis-url':
      return 'an address that begins with `redis://` or `rediss://`'
    case 'text':
      return 'any text'
  }
}

/** docs/reference/settings.md, made from the one table of settings. */
export function settingsPage(): string {
  const rows = SETTINGS.map(
    (setting) =>
      `| \`${setting.name}\` | ${setting.default === '' ? 'not set' : `\`${setting.default}\``} | ${rangeOf(setting)} | ${setting.description} |`,
  )
  return `# Settings

Made from \`server/app/setting-table.ts\`; do not edit by hand (\`npm run docs\`).

Settings are environment variables. They are read once, at the start, and all of them are checked before anything else happens:
an unknown name or a value outside its range ends the program with a message that names it. \`.env\` files are not read. Each of them with \`_FILE\` at its end, such as
\`LEARNPATH_STORE_URL_FILE=/run/secrets/store-url\`, names a file instead that holds the value: for secrets.

| Name | Default | Range | Meaning |
| --- | --- | --- | --- |
${rows.join('\n')}

Downloads of models (\`learnpath models pull\`) also follow what other programs use: \`HF_ENDPOINT\` (another model hub, default
\`https://huggingface.co\`), \`HF_TOKEN\` (for models that need an account), \`HTTPS_PROXY\`, \`HTTP_PROXY\` and \`NO_PROXY\`.
`
}
