export const edit: any = 0, importTaxonomy: any = 0, previewSplit: any = 0, startJob: any = 0;
