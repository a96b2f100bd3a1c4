import { lazy } from 'react'
import { addMessages } from '../../i18n/spoken-messages.ts'

/** The dialog with its texts, fetched when it is first asked for. */
export const LabelDialogLater = lazy(async () => {
  const [{ LabelDialog }] = await Promise.all([import('./label-dialog.tsx'), addMessages(['evaluation'])])
  return { default: LabelDialog }
})
