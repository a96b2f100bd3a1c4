/** The workspace of everything that was there before there were workspaces. */
export const MAIN_WORKSPACE = 'main'

/** Who everything personal belongs to while nobody signs in. */
export const LOCAL_MEMBER = 'local'
