export const answerThemes: any = 0, answerTheme: any = 0, listThemeComments: any = 0;
