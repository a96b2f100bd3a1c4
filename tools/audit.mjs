// `npm run audit`: known weaknesses in what the product installs, as its package registry tells them. Exit code 1: there are some of level "high"
// or worse; 3: the registry could not be asked, so that nothing is known. `--if-possible` makes 3 a 0, and still says that nothing is known.
import { spawnSync } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { ROOT } from './dependencies.mjs'

const GRAVE = new Set(['high', 'critical'])
const NOT_KNOWN = 3

/**
 * @param {string} output of `npm audit --json`
 * @returns {{ code: 0 | 1 | 3, lines: string[] }}
 */
export function judgeAudit(output) {
  const report = parse(output)
  if (report?.vulnerabilities === undefined || report.metadata?.dependencies === undefined) {
    const reason = report?.message ?? report?.error?.summary ?? 'it gave no report'
    return {
      code: NOT_KNOWN,
      lines: [`NOT AUDITED: the package registry was asked in vain (${String(reason).split('\n')[0]})`],
    }
  }
  const found = Object.values(report.vulnerabilities)
  const lines = found.map(({ name, severity, range }) => `${severity}: ${name} ${range}`)
  const isGrave = found.some(({ severity }) => GRAVE.has(severity))
  return {
    code: isGrave ? 1 : 0,
    lines: [...lines, `${report.metadata.dependencies.prod} packages audited, ${found.length} with known weaknesses`],
  }
}

function parse(output) {
  try {
    return JSON.parse(output)
  } catch {
    return null
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const options = { cwd: ROOT, maxBuffer: 1e8, shell: process.platform === 'win32' }
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--audit=true', '--json'], options)
  const { code, lines } = judgeAudit(stdout?.toString() ?? '')
  for (const line of lines) process.stdout.write(`${line}\n`)
  process.exitCode = code === NOT_KNOWN && process.argv.includes('--if-possible') ? 0 : code
}
