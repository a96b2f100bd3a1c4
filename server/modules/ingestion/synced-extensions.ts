/** Files that a watched folder takes in; whatever else lies there is passed over in silence. */
export const SYNCED_EXTENSIONS: ReadonlySet<string> = new Set([
  'pdf',
  'docx',
  'md',
  'markdown',
  'mdown',
  'mkd',
  'mdx',
  'html',
  'htm',
  'xhtml',
  'txt',
  'text',
  'rst',
  'adoc',
  'org',
  'tex',
])
