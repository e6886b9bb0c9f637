export const readEdits: any = 0, themesStateView: any = 0;
