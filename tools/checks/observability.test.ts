// Dashboard and alerts speak of metrics that the program has; Prometheus itself checks and tries the alerts where it is installed.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const PROMTOOL = '/usr/bin/promtool'
const pathOf = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url))
const ALERTS = 'deploy/prometheus/alerts.yml'
const DASHBOARD = 'deploy/grafana/dashboards/learnpath.json'

async function describedMetrics(): Promise<Set<string>> {
  const page = await readFile(pathOf('docs/reference/metrics.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `(learnpath_\w+)`\s*\| (\w+)/gm)]
  return new Set(
    rows.flatMap(([, name = '', type]) =>
      type === 'histogram' ? ['_bucket', '_count', '_sum'].map((ending) => name + ending) : [name],
    ),
  )
}

describe.each([ALERTS, DASHBOARD])('%s', (file) => {
  test('names only metrics that there are', async () => {
    const described = await describedMetrics()
    const named = new Set((await readFile(pathOf(file), 'utf8')).match(/learnpath_[a-z_]+/g))
    expect(named.size).toBeGreaterThan(3)
    expect([...named].filter((name) => !described.has(name))).toEqual([])
  })
})

describe.skipIf(!existsSync(PROMTOOL))('Prometheus', () => {
  test('takes the alerts and raises them when it should', () => {
    const tried = execFileSync(PROMTOOL, ['test', 'rules', pathOf('deploy/prometheus/alerts.test.yml')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    expect(tried).toContain('SUCCESS')
  })

  test('takes every expression of the dashboard', async () => {
    const { panels } = JSON.parse(await readFile(pathOf(DASHBOARD), 'utf8')) as {
      panels: { title: string; targets?: { expr: string }[] }[]
    }
    const rules = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))
    const written = rules.map((expression, index) => {
      const plain = expression.replaceAll('$__rate_interval', '5m').replaceAll('$job', '.*')
      return `      - record: panel:number_${index}\n        expr: ${JSON.stringify(plain)}`
    })
    const folder = await mkdtemp(join(tmpdir(), 'learnpath-dashboard-'))
    const file = join(folder, 'rules.yml')
    await writeFile(file, `groups:\n  - name: dashboard\n    rules:\n${written.join('\n')}\n`)
    const checked = execFileSync(PROMTOOL, ['check', 'rules', file], { encoding: 'utf8' })
    await rm(folder, { recursive: true })
    expect(checked).toContain(`${rules.length} rules found`)
  })
})
