import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SCOPE_RULES } from './scope-rules.ts'

/** Statements that run after a guard and outside scopes: `visibleEntities`. */
const GUARDED = ['graph/modes/entity-places.ts', 'graph/queries/near-relations.ts']
const MODULES = join(import.meta.dirname, '../../../modules')

test('no words of SQL name a table of somebody, but where a guard comes before them', () => {
  const tables = Object.entries(SCOPE_RULES).flatMap(([table, { kind }]) => (kind === 'system' ? [] : [table]))
  const naming = new RegExp(`\\b(?:from|join|update|into)\\s+"?(?:${tables.join('|')})\\b`, 'iu')
  const found = readdirSync(MODULES, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .filter((path) => {
      const text = readFileSync(join(MODULES, path), 'utf8')
      // Words in comments are no SQL.
      return text.includes('sql`') && naming.test(text.replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gmu, ''))
    })
  expect(found.toSorted()).toEqual(GUARDED)
  for (const path of GUARDED) expect(readFileSync(join(MODULES, path), 'utf8')).toContain('await visibleEntities(')
})
