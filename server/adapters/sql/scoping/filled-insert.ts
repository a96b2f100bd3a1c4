import { LearnPathError } from '@learnpath/contracts'
import {
  ColumnNode,
  PrimitiveValueListNode,
  ValueListNode,
  ValueNode,
  ValuesNode,
  WhereNode,
  type InsertQueryNode,
  type OperationNode,
} from 'kysely'
import type { AccessScope } from '../../../kernel/access/access-scope.ts'
import { scopeCondition } from './scope-condition.ts'
import type { ScopeRule } from './scope-rules.ts'

interface Filling {
  readonly table: string
  readonly rule: ScopeRule
  readonly scope: AccessScope | null
}

/**
 * An insert that says whose its rows are, and that changes no row of others where there is one already.
 * @throws LP_INTERNAL when nobody knows whose they are
 */
export function filledInsert(query: InsertQueryNode, { table, rule, scope }: Filling): InsertQueryNode {
  const wanted = columnsOf(rule, scope).filter(([column]) => !hasColumn(query, column))
  for (const [column, value] of columnsOf(rule, scope)) {
    if (value === null && !hasColumn(query, column)) {
      throw new LearnPathError('LP_INTERNAL', { detail: `a row of ${table} for nobody` })
    }
  }
  const filled = wanted.reduce((so, [column, value]) => withColumn(so, column, value), query)
  const condition = scope === null || rule.kind === 'through' ? null : scopeCondition(table, table, scope)
  const { onConflict } = filled
  if (condition === null || onConflict?.updates === undefined) return filled
  const node = condition.toOperationNode()
  const updateWhere =
    onConflict.updateWhere === undefined
      ? WhereNode.create(node)
      : WhereNode.cloneWithOperation(onConflict.updateWhere, 'And', node)
  return { ...filled, onConflict: { ...onConflict, updateWhere } }
}

/** Null: not known. */
function columnsOf({ kind }: ScopeRule, scope: AccessScope | null): [column: string, value: string | null][] {
  if (kind === 'personal') return [['member_id', scope?.memberId ?? null]]
  if (kind === 'workspace' || kind === 'collection') return [['workspace_id', scope?.workspaceId ?? null]]
  return []
}

const hasColumn = ({ columns }: InsertQueryNode, name: string): boolean =>
  columns?.some(({ column }) => column.name === name) ?? false

function withColumn(query: InsertQueryNode, name: string, value: string | null): InsertQueryNode {
  const { values } = query
  if (values === undefined || !ValuesNode.is(values) || query.columns === undefined) {
    throw new LearnPathError('LP_INTERNAL', { detail: `rows without ${name}` })
  }
  return {
    ...query,
    columns: [...query.columns, ColumnNode.create(name)],
    values: ValuesNode.create(values.values.map((row) => withValue(row, value))),
  }
}

function withValue(row: OperationNode, value: string | null): ValueListNode | PrimitiveValueListNode {
  if (PrimitiveValueListNode.is(row)) return PrimitiveValueListNode.create([...row.values, value])
  if (ValueListNode.is(row)) return ValueListNode.create([...row.values, ValueNode.create(value)])
  throw new LearnPathError('LP_INTERNAL', { detail: `a row of values of kind ${row.kind}` })
}
