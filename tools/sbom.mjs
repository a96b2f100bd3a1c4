// `npm run sbom -- FILE`: what the product is made of (CycloneDX), as npm tells it from the lock file; the same lock file gives the same list.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { ROOT } from './dependencies.mjs'

// Not with --omit=dev: npm 10 and 11 then leave out what developer tools need as well, such as zod.
const ARGS = ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application']
const FOR_DEVELOPERS = 'cdx:npm:package:development'

/** Every package that is installed for the product or is in its bundle, with version, licence and checksum. */
export function makeSbom() {
  const options = {
    cwd: ROOT,
    maxBuffer: 1e8,
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  }
  const whole = JSON.parse(execFileSync('npm', ARGS, options).toString())
  const { serialNumber: _, metadata, components, dependencies, ...rest } = whole
  const { timestamp: __, ...about } = metadata
  const isOurs = ({ properties = [] }) => !properties.some(({ name }) => name === FOR_DEVELOPERS)
  const kept = components.filter(isOurs)
  const refs = new Set([about.component['bom-ref'], ...kept.map((component) => component['bom-ref'])])
  const links = dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }))
  const content = { ...rest, metadata: about, components: kept, dependencies: links }
  const hash = createHash('sha256').update(JSON.stringify(content)).digest('hex')
  // A name-based identifier (RFC 9562, version 8) instead of a drawn one, and no time of day.
  const id = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `a${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ]
  return { ...content, serialNumber: `urn:uuid:${id.join('-')}` }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [file] = process.argv.slice(2)
  const text = `${JSON.stringify(makeSbom(), null, 2)}\n`
  if (file === undefined) process.stdout.write(text)
  else writeFileSync(file, text)
}
