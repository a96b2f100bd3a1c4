/** Roles in a workspace, from the least to the most. Each may do what the ones before it may. */
export const WORKSPACE_ROLES = ['viewer', 'learner', 'editor', 'owner'] as const
export type WorkspaceRole = (typeof WORKSPACE_ROLES)[number]
