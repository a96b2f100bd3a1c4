/** How a value is read from text and what range it has. */
export type SettingKind =
  | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly unit: string | null }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'folder' }
  | { readonly kind: 'host' }
  /** Empty for none. */
  | { readonly kind: 'url' }
  /** One or several, with commas between them; empty for none. */
  | { readonly kind: 'urls' }
  | { readonly kind: 'database-url' }
  | { readonly kind: 'redis-url' }
  | { readonly kind: 'text' }

export type SettingDefinition = SettingKind & {
  readonly name: `LEARNPATH_${string}`
  /** In the form it is written in; `~` is the person's own folder. */
  readonly default: string
  readonly description: string
}
