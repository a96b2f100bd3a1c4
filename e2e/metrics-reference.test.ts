// docs/reference/metrics.md lists exactly the metrics that the running program has.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startProduct } from '../tools/product-process.ts'

it('describes every metric, with its type', async () => {
  const home = await mkdtemp(join(tmpdir(), 'learnpath-metrics-'))
  const product = await startProduct({ home })
  try {
    const response = await fetch(`${product.url}/metrics`)
    const served = [...(await response.text()).matchAll(/^# TYPE (learnpath_\S+) (\S+)$/gm)].map(
      ([, name, type]) => `${name} ${type}`,
    )
    const page = await readFile(new URL('../docs/reference/metrics.md', import.meta.url), 'utf8')
    const described = [...page.matchAll(/^\| `(learnpath_\w+)`\s*\| (\w+)/gm)].map(
      ([, name, type]) => `${name} ${type}`,
    )
    expect(described.toSorted()).toEqual(served.toSorted())
  } finally {
    await product.stop()
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
})
