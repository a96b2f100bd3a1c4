import { ClipboardCopyIcon } from '@radix-ui/react-icons'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '../../components/button.tsx'
import { TextField } from '../../components/field.tsx'
import { useToast } from '../../components/toast.tsx'

/** Something that is shown this once: to be copied. */
export function CopyField({ label, text }: { readonly label: string; readonly text: string }): JSX.Element {
  const t = useTranslations('account')
  const toast = useToast()
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text)
      toast({ kind: 'good', text: t('copied') })
    } catch {
      toast({ kind: 'bad', text: t('notCopied') })
    }
  }
  return (
    <div className="flex items-end gap-2 rounded-md bg-good-soft p-3">
      <div className="min-w-0 flex-1">
        <TextField
          label={label}
          hint={t('shownOnce')}
          readOnly
          value={text}
          className="font-mono text-sm"
          onFocus={({ target }) => target.select()}
        />
      </div>
      <Button className="mb-6" icon={<ClipboardCopyIcon aria-hidden />} onClick={() => void copy()}>
        {t('copy')}
      </Button>
    </div>
  )
}
