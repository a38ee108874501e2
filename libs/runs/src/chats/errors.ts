/** The workspace has no such chat. */
export class ConversationNotFound extends Error {
  readonly code = 'conversation_not_found';
}

/** Somebody is named who is no operator of the workspace, or who may only look. */
export class UnknownOperator extends Error {
  readonly code = 'unknown_operator';
}

/** An operator of the role `chat_operator` has only the chats that are assigned to them. */
export class ChatNotAssigned extends Error {
  readonly code = 'chat_not_assigned';
}
