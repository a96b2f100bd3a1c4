import type { JSX } from 'react'
import { useFormatter, useNow, useTranslations } from 'use-intl'
import { Link } from 'wouter'
import { useAnswer } from '../../api/use-answer.ts'
import { ButtonLink } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { DocumentStateBadge } from '../library/document-state.tsx'

const MOST_DOCUMENTS = 5

export function RecentDocuments(): JSX.Element | null {
  const t = useTranslations('home')
  const format = useFormatter()
  const now = useNow({ updateInterval: 60_000 })
  const { data: status } = useAnswer('status')
  const { data } = useAnswer('listDocuments', { query: { sort: 'added', order: 'descending', limit: MOST_DOCUMENTS } })
  if (data === undefined || data.documents.length === 0) return null
  const failed = status?.documents.failed ?? 0
  return (
    <Card
      title={t('recent')}
      actions={
        <ButtonLink to="/library" size="small" variant="quiet">
          {t('allDocuments', { count: data.total })}
        </ButtonLink>
      }
    >
      <ul className="flex flex-col gap-2">
        {data.documents.map(({ id, title, state, addedAt }) => (
          <li key={id} className="flex items-center gap-3">
            <Link href={`/documents/${encodeURIComponent(id)}`} className="min-w-0 flex-1 truncate font-medium">
              {title}
            </Link>
            {state === 'ready' ? (
              <span className="shrink-0 text-sm text-soft">{format.relativeTime(new Date(addedAt), now)}</span>
            ) : (
              <DocumentStateBadge state={state} />
            )}
          </li>
        ))}
      </ul>
      {failed > 0 && (
        <p className="mt-3 text-sm">
          <Link href="/library?state=failed">{t('failed', { count: failed })}</Link>
        </p>
      )}
    </Card>
  )
}
