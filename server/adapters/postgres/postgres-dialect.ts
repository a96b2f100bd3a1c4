import {
  CompiledQuery,
  OperatorNode,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
  PrimitiveValueListNode,
  ValueListNode,
  type BinaryOperationNode,
  type DatabaseConnection,
  type Dialect,
  type Kysely,
  type TransactionSettings,
} from 'kysely'
import type { PostgresPool } from './postgres-pool.ts'

/** Names the lock of the database that writers queue for. */
const WRITER_LOCK = 0x6c70_7772
const LOCK_WRITERS = `select pg_advisory_xact_lock(${WRITER_LOCK})`

/**
 * PostgreSQL with SQLite's promise that transactions which write come one after the other: modules read, decide and write without
 * looking out for others. They are short, so one at a time is no narrow place (docs/decisions/0025). Reading transactions and
 * single statements do not wait. An empty list holds nothing, as it does in SQLite; PostgreSQL itself takes `in ()` for a mistake.
 */
export function createPostgresDialect(pool: PostgresPool): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new QueueingDriver({ pool }),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new EmptyListCompiler(),
  }
}

class QueueingDriver extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const isPlain = settings.accessMode === undefined && settings.isolationLevel === undefined
    if (!isPlain) await super.beginTransaction(connection, settings)
    if (settings.accessMode === 'read only') return
    try {
      // Both in one message: most transactions are plain, and each message costs as much as a small statement.
      await connection.executeQuery(CompiledQuery.raw(isPlain ? `begin; ${LOCK_WRITERS}` : LOCK_WRITERS))
    } catch (error) {
      await super.rollbackTransaction(connection)
      throw error
    }
  }
}

/** Done while the text is written, which costs nothing; a plugin of Kysely's would copy the tree of every query. */
class EmptyListCompiler extends PostgresQueryCompiler {
  protected override visitBinaryOperation(node: BinaryOperationNode): void {
    const answer = answerOfEmptyList(node)
    if (answer === null) super.visitBinaryOperation(node)
    else this.append(answer)
  }
}

/** @returns null: there is no list, or it is not empty */
function answerOfEmptyList({ operator, rightOperand: list }: BinaryOperationNode): 'false' | 'true' | null {
  if (!PrimitiveValueListNode.is(list) && !ValueListNode.is(list)) return null
  if (list.values.length > 0 || !OperatorNode.is(operator)) return null
  if (operator.operator === 'in') return 'false'
  return operator.operator === 'not in' ? 'true' : null
}
