import { sql, type RawBuilder } from 'kysely'
import type { AccessScope } from '../../../kernel/access/access-scope.ts'
import { ruleOf, type ScopeRule } from './scope-rules.ts'

type Condition = RawBuilder<boolean>

/** What a row of `table`, called `alias` in the query, must fulfil to be seen. Null: every row is. */
export function scopeCondition(table: string, alias: string, scope: AccessScope): Condition | null {
  const rule = ruleOf(table)
  return rule === null ? null : ruleCondition(rule, alias, scope)
}

function ruleCondition(rule: ScopeRule, alias: string, scope: AccessScope): Condition | null {
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  switch (rule.kind) {
    case 'system':
      return null
    case 'workspace':
      return sql<boolean>`${column('workspace_id')} = ${scope.workspaceId}`
    case 'collection':
      return sql<boolean>`(${column('workspace_id')} = ${scope.workspaceId}
        and (${column('owner_id')} is null or ${column('owner_id')} = ${scope.memberId}))`
    case 'through':
      return throughCondition(rule.through, alias, scope)
    case 'personal': {
      const own = sql<boolean>`${column('member_id')} = ${scope.memberId}`
      return rule.through === null ? own : sql<boolean>`(${own} and ${throughCondition(rule.through, alias, scope)})`
    }
  }
}

type Through = Extract<ScopeRule, { kind: 'through' }>['through']

/** Collections are few: they are listed. Of other tables the one row is looked up. */
function throughCondition({ column, table, key }: Through, alias: string, scope: AccessScope): Condition {
  const parent = `${alias}_of`
  const [child, there] = [sql.ref(`${alias}.${column}`), sql.ref(`${parent}.${key}`)]
  const from = sql`${sql.table(table)} as ${sql.table(parent)}`
  const seen = scopeCondition(table, parent, scope) ?? sql<boolean>`true`
  return table === 'collections'
    ? sql<boolean>`${child} in (select ${there} from ${from} where ${seen})`
    : sql<boolean>`exists (select 1 from ${from} where ${there} = ${child} and ${seen})`
}
