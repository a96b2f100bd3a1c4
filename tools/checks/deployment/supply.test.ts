// What the product is made of, and what is known against it.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { judgeAudit } from '../../audit.mjs'
import { makeSbom } from '../../sbom.mjs'
import { ROOT } from '../tracked-files.ts'

interface Component {
  readonly name: string
  readonly version: string
  readonly licenses?: readonly unknown[]
  readonly hashes?: readonly unknown[]
}

describe('list of what is inside', () => {
  const sbom = makeSbom() as {
    readonly components: readonly Component[]
    readonly bomFormat: string
    readonly specVersion: string
  }

  it('holds every package that is installed for the product, with licence and checksum', async () => {
    const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<
        Record<string, { dev?: boolean; link?: boolean; optional?: boolean; devOptional?: boolean; version?: string }>
      >
    }
    const needed = Object.entries(lock.packages)
      .filter(([path, entry]) => path.startsWith('node_modules/') && entry.link !== true)
      // Of optional ones this platform has its own only.
      .filter(([, entry]) => entry.dev !== true && entry.optional !== true && entry.devOptional !== true)
      .map(([path, { version = '' }]) => `${path.slice(path.lastIndexOf('node_modules/') + 13)}@${version}`)
    const listed = new Set(sbom.components.map(({ name, version }) => `${name}@${version}`))
    expect(needed.filter((each) => !listed.has(each))).toEqual([])
    expect(needed.length).toBeGreaterThan(100)
    // Workspaces are listed by their folders.
    const own = /^(?:contracts|web)$/u
    const bare = sbom.components.filter(
      ({ name, licenses, hashes }) => !own.test(name) && (licenses === undefined || hashes === undefined),
    )
    expect(bare.map(({ name }) => name)).toEqual([])
  })

  it('is the same every time, and tells nothing of the machine', () => {
    expect(makeSbom()).toEqual(sbom)
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX' })
    expect(JSON.stringify(sbom)).not.toContain(ROOT.replace(/\/$/u, ''))
  })
})

describe('audit', () => {
  const metadata = { dependencies: { prod: 170 } }
  const of = (severity: string) =>
    JSON.stringify({ metadata, vulnerabilities: { a: { name: 'a', severity, range: '<2' } } })

  it('fails for grave weaknesses, tells of others, and never takes silence for health', () => {
    expect(judgeAudit(JSON.stringify({ metadata, vulnerabilities: {} })).code).toBe(0)
    expect(judgeAudit(of('moderate'))).toEqual({
      code: 0,
      lines: ['moderate: a <2', '170 packages audited, 1 with known weaknesses'],
    })
    expect([judgeAudit(of('high')).code, judgeAudit(of('critical')).code]).toEqual([1, 1])
    const silent = ['', '{}', JSON.stringify({ message: '405 Method Not Allowed', error: { summary: '' } })]
    expect(silent.map((output) => judgeAudit(output).code)).toEqual([3, 3, 3])
    expect(judgeAudit(silent[2] ?? '').lines[0]).toBe(
      'NOT AUDITED: the package registry was asked in vain (405 Method Not Allowed)',
    )
  })
})
