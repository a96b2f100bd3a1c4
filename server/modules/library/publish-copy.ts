import type { DocumentsTable } from '../../ports/database-schema.ts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'
import type { LibraryDependencies } from './library-dependencies.ts'
import { documentAwaiting, NOT_PUBLISHED, switchTo } from './publish-version.ts'
import type { Published } from './publish-version.ts'

/** The same bytes were parsed before, for this document or another: take that result instead of parsing again. */
export async function publishCopy(
  dependencies: LibraryDependencies,
  wanted: { readonly documentId: string; readonly contentHash: string; readonly parserVersion: string },
): Promise<Published> {
  return await dependencies.store.db.transaction().execute(async (transaction) => {
    const document = await documentAwaiting(transaction, wanted.documentId, wanted.contentHash)
    if (document === null) return NOT_PUBLISHED
    const source = await findSource(transaction, document, wanted.parserVersion)
    if (source === undefined) return NOT_PUBLISHED
    if (source.document_id === document.id) {
      return await switchTo(dependencies, transaction, { document, versionId: source.id })
    }
    const versionId = dependencies.idSource.next('ver')
    await copyVersion(transaction, { from: source.id, to: versionId, documentId: document.id })
    return await switchTo(dependencies, transaction, { document, versionId })
  })
}

/** Bytes alone do not decide: as Markdown they read differently from plain text. So the format must be the same, too. */
function findSource(transaction: DatabaseTransaction, document: DocumentsTable, parserVersion: string) {
  return transaction
    .selectFrom('document_versions as v')
    .innerJoin('documents as d', 'd.version_id', 'v.id')
    .select(['v.id', 'v.document_id'])
    .where('v.content_hash', '=', document.content_hash)
    .where('v.parser_version', '=', parserVersion)
    .where('d.content_hash', '=', document.content_hash)
    .where('d.format', '=', document.format)
    .orderBy((order) => order.case().when('d.id', '=', document.id).then(0).else(1).end())
    .orderBy('v.created_at')
    .orderBy('v.id')
    .limit(1)
    .executeTakeFirst()
}

async function copyVersion(
  transaction: DatabaseTransaction,
  copy: { readonly from: string; readonly to: string; readonly documentId: string },
): Promise<void> {
  const source = await transaction
    .selectFrom('document_versions')
    .selectAll()
    .where('id', '=', copy.from)
    .executeTakeFirstOrThrow()
  await transaction
    .insertInto('document_versions')
    .values({ ...source, id: copy.to, document_id: copy.documentId })
    .execute()
  const kept = ['ordinal', 'heading_path_json', 'start_offset', 'end_offset', 'page_start', 'page_end'] as const
  await transaction
    .insertInto('chunks')
    .columns(['document_id', 'version_id', ...kept, 'token_count', 'text'])
    .expression((select) =>
      select
        .selectFrom('chunks')
        .select((value) => [value.val(copy.documentId).as('document_id'), value.val(copy.to).as('version_id')])
        .select([...kept, 'token_count', 'text'])
        .where('version_id', '=', copy.from)
        .orderBy('ordinal'),
    )
    .execute()
}
