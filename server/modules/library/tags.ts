import { LearnPathError, Tag } from '@learnpath/contracts'
import type { DatabaseTransaction } from '../../ports/relational-store.ts'

/** @throws LP_REQUEST_INVALID */
export async function replaceTags(
  transaction: DatabaseTransaction,
  documentId: string,
  tags: readonly string[],
): Promise<void> {
  const valid = [...new Set(tags.map(validTag))]
  await transaction.deleteFrom('document_tags').where('document_id', '=', documentId).execute()
  if (valid.length === 0) return
  await transaction
    .insertInto('document_tags')
    .values(valid.map((tag) => ({ document_id: documentId, tag })))
    .execute()
}

function validTag(tag: string): string {
  const parsed = Tag.safeParse(tag)
  if (parsed.success) return parsed.data
  throw new LearnPathError('LP_REQUEST_INVALID', {
    detail: `the tag "${tag.slice(0, 80)}"`,
    issues: parsed.error.issues.map(({ message }) => ({ field: 'tags', message })),
  })
}
