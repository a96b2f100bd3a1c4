import type { Model } from '@learnpath/contracts'
import type { JSX } from 'react'
import { useTranslations } from 'use-intl'
import { useToast } from '../../components/toast.tsx'
import { CheckDialog } from './check-dialog.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { QuantizeDialog } from './quantize-dialog.tsx'
import { UseModelDialog } from './use-model-dialog.tsx'

export type OpenDialog =
  | { readonly kind: 'use' | 'quantize' | 'check'; readonly model: Model }
  | { readonly kind: 'import'; readonly model: Model | null }

interface ModelDialogProps {
  readonly dialog: OpenDialog
  readonly models: readonly Model[]
  readonly onClose: () => void
}

/** The dialog that is open. */
export function ModelDialog({ dialog, models, onClose }: ModelDialogProps): JSX.Element {
  const t = useTranslations('models')
  const toast = useToast()
  if (dialog.kind === 'import') {
    const onImported = ({ manifest: { title } }: Model): void => {
      toast({ kind: 'good', text: t('ready', { model: title }) })
      onClose()
    }
    const model = dialog.model?.manifest.id ?? null
    return <ImportDialog models={models} model={model} onClose={onClose} onImported={onImported} />
  }
  const { model } = dialog
  if (dialog.kind === 'quantize') return <QuantizeDialog model={model} onClose={onClose} />
  if (dialog.kind === 'check') return <CheckDialog model={model} onClose={onClose} />
  const onStarted = (): void => {
    toast({ text: t('started', { model: model.manifest.title }) })
    onClose()
  }
  return <UseModelDialog model={model} onClose={onClose} onStarted={onStarted} />
}
