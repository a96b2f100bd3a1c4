import { LearnPathError } from '@learnpath/contracts'
import {
  AliasNode,
  IdentifierNode,
  JoinNode,
  ListNode,
  OperationNodeTransformer,
  RawNode,
  TableNode,
  WhereNode,
  sql,
  type DeleteQueryNode,
  type InsertQueryNode,
  type OperationNode,
  type QueryId,
  type SelectQueryNode,
  type UpdateQueryNode,
} from 'kysely'
import type { AccessScope } from '../../../kernel/access/access-scope.ts'
import { filledInsert } from './filled-insert.ts'
import { scopeCondition } from './scope-condition.ts'
import { ruleOf } from './scope-rules.ts'

interface NamedTable {
  readonly table: string
  readonly alias: string
}

/** Joins that have no condition of their own. */
const WITHOUT_ON: ReadonlySet<string> = new Set(['CrossJoin'])
const TABLE_IN_WORDS = /\b(?:from|join|into|update)\s+"?(\w+)"?/giu

/** A query as it is for one who sees `scope` alone; null: for the program itself. */
export class ScopeTransformer extends OperationNodeTransformer {
  readonly #scope: AccessScope | null

  constructor(scope: AccessScope | null) {
    super()
    this.#scope = scope
  }

  protected override transformSelectQuery(node: SelectQueryNode, queryId?: QueryId): SelectQueryNode {
    const query = super.transformSelectQuery(node, queryId)
    const loose = (query.joins ?? []).filter(({ joinType }) => WITHOUT_ON.has(joinType)).map(({ table }) => table)
    return this.#narrowed(query, [...(query.from?.froms ?? []), ...loose])
  }

  protected override transformUpdateQuery(node: UpdateQueryNode, queryId?: QueryId): UpdateQueryNode {
    const query = super.transformUpdateQuery(node, queryId)
    return this.#narrowed(query, [...(query.table === undefined ? [] : [query.table]), ...(query.from?.froms ?? [])])
  }

  protected override transformDeleteQuery(node: DeleteQueryNode, queryId?: QueryId): DeleteQueryNode {
    const query = super.transformDeleteQuery(node, queryId)
    return this.#narrowed(query, [...query.from.froms, ...(query.using?.tables ?? [])])
  }

  protected override transformInsertQuery(node: InsertQueryNode, queryId?: QueryId): InsertQueryNode {
    const query = super.transformInsertQuery(node, queryId)
    const table = query.into?.table.identifier.name
    const rule = table === undefined ? null : ruleOf(table)
    return table === undefined || rule === null ? query : filledInsert(query, { table, rule, scope: this.#scope })
  }

  protected override transformJoin(node: JoinNode, queryId?: QueryId): JoinNode {
    const join = super.transformJoin(node, queryId)
    if (WITHOUT_ON.has(join.joinType)) return join
    return this.#conditionsOf([join.table]).reduce<JoinNode>(
      (so, condition) => JoinNode.cloneWithOn(so, condition),
      join,
    )
  }

  /** Words of SQL name no table of somebody: it is put in by `sql.table`, with a name after it, and narrowed here. */
  protected override transformRaw(node: RawNode, queryId?: QueryId): RawNode {
    const scope = this.#scope
    if (scope === null) return super.transformRaw(node, queryId)
    for (const [, name = ''] of node.sqlFragments.join(' ').matchAll(TABLE_IN_WORDS)) {
      if ((ruleOf(name)?.kind ?? 'system') !== 'system') {
        throw new LearnPathError('LP_INTERNAL', { detail: `words of SQL name the table ${name}` })
      }
    }
    const parameters = node.parameters.map((parameter) => this.#narrowedTable(parameter, scope, queryId))
    return RawNode.create(node.sqlFragments, parameters)
  }

  #narrowedTable(node: OperationNode, scope: AccessScope, queryId?: QueryId): OperationNode {
    const table = TableNode.is(node) ? node.table.identifier.name : null
    const condition = table === null ? null : scopeCondition(table, table, scope)
    if (table === null || condition === null) return this.transformNode(node, queryId)
    return sql`(select * from ${sql.table(table)} where ${condition})`.toOperationNode()
  }

  #narrowed<Query extends OperationNode & { readonly where?: WhereNode }>(
    query: Query,
    tables: readonly OperationNode[],
  ): Query {
    let { where } = query
    for (const condition of this.#conditionsOf(tables)) {
      where = where === undefined ? WhereNode.create(condition) : WhereNode.cloneWithOperation(where, 'And', condition)
    }
    return where === undefined ? query : { ...query, where }
  }

  #conditionsOf(nodes: readonly OperationNode[]): OperationNode[] {
    const scope = this.#scope
    if (scope === null) return []
    return nodes
      .flatMap(tablesIn)
      .flatMap(({ table, alias }) => scopeCondition(table, alias, scope)?.toOperationNode() ?? [])
  }
}

function tablesIn(node: OperationNode): NamedTable[] {
  if (TableNode.is(node)) return [{ table: node.table.identifier.name, alias: node.table.identifier.name }]
  if (ListNode.is(node)) return node.items.flatMap(tablesIn)
  if (!AliasNode.is(node) || !TableNode.is(node.node)) return []
  if (!IdentifierNode.is(node.alias)) {
    throw new LearnPathError('LP_INTERNAL', { detail: 'a table under a name that is no name' })
  }
  return [{ table: node.node.table.identifier.name, alias: node.alias.name }]
}
