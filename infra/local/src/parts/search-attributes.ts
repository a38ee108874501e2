/** Custom search attributes of our workflows, all of type Keyword. */
export const searchAttributes = ['WorkspaceId', 'AutomationId', 'AutomationVersion', 'ContactId', 'Outcome'] as const;
