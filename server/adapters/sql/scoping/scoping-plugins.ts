import type { KyselyPlugin } from 'kysely'

/** Its code is loaded only where it is asked for. */
export async function scopingPlugins({ scoped }: { readonly scoped?: boolean }): Promise<KyselyPlugin[]> {
  if (scoped !== true) return []
  const { ScopingPlugin } = await import('./scoping-plugin.ts')
  return [new ScopingPlugin()]
}
