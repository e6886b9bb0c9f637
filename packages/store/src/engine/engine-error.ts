/** Why the local engine cannot run; the message is one plain sentence for whoever starts Heed. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: 'FOLDER_IN_USE' | 'PORT_TAKEN' | 'CANNOT_START';

  constructor(code: EngineError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
