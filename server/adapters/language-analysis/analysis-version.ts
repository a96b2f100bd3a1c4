/** Changes with anything that makes another analysis of the same document; apart, so that asking for it loads no tagger. */
export const ANALYSIS_VERSION = '1'
