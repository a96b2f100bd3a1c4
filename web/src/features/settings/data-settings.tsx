import { ClipboardCopyIcon, DownloadIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { IfMay } from '../../api/if-may.tsx'
import { addressOf } from '../../api/request.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { Button, ButtonLink, IconButton } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Skeleton } from '../../components/states.tsx'
import { useToast } from '../../components/toast.tsx'

/** Where the data lie, and the way out and in for what was learned. */
export function DataSettings(): JSX.Element {
  const t = useTranslations('settings')
  const toast = useToast()
  const { data: status } = useAnswer('status')
  const copy = async (text: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      toast({ kind: 'good', text: t('copied') })
    } catch {
      toast({ kind: 'bad', text: t('notCopied') })
    }
  }
  return (
    <Card title={t('data')}>
      {status === undefined ? (
        <Skeleton />
      ) : (
        <div className="flex flex-col gap-4">
          <div>
            {status.home !== '' && (
              <>
                <h3 className="text-sm font-medium">{t('home')}</h3>
                <div className="flex items-center gap-1">
                  <code className="min-w-0 flex-1 font-mono text-sm break-all">{status.home}</code>
                  <IconButton
                    label={t('copyPath')}
                    icon={<ClipboardCopyIcon />}
                    onClick={() => void copy(status.home)}
                  />
                </div>
              </>
            )}
            <p className="text-sm text-soft">
              {t('holds', {
                documents: status.documents.total,
                collections: status.collections.length,
                passages: status.chunks,
              })}
            </p>
          </div>
          <IfMay use="exportLearning">
            <div>
              <h3 className="text-sm font-medium">{t('learning')}</h3>
              <p className="mb-2 text-sm text-soft">{t('learningHint')}</p>
              <div className="flex flex-wrap gap-2">
                <Button
                  size="small"
                  icon={<DownloadIcon aria-hidden />}
                  onClick={() => window.location.assign(addressOf('exportLearning', { query: { format: 'json' } }))}
                >
                  {t('exportAll')}
                </Button>
                <ButtonLink size="small" to="/cards">
                  {t('importCards')}
                </ButtonLink>
              </div>
            </div>
          </IfMay>
        </div>
      )}
    </Card>
  )
}
