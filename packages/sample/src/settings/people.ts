/** Who works loops at the sample company: invented, as are their addresses. Any likeness is accidental. */
export const SAMPLE_PEOPLE: readonly object[] = [
  { key: 'rosa.delgado', name: 'Rosa Delgado', email: 'rosa.delgado@example.com', departments: [], language: 'en' },
  { key: 'marta.kowalczyk', name: 'Marta Kowalczyk', email: 'marta.kowalczyk@support.example.com', departments: ['Support'], language: 'pl' },
  { key: 'priya.raman', name: 'Priya Raman', email: 'priya.raman@support.example.com', departments: ['Support'], language: 'en' },
  { key: 'aylin.demir', name: 'Aylin Demir', email: 'aylin.demir@support.example.com', departments: ['Support'], language: 'tr' },
  { key: 'minh.tran', name: 'Trần Quang Minh', email: 'minh.tran@support.example.com', departments: ['Support'], language: 'vi' },
  { key: 'seoyeon.park', name: '박서연', email: 'seoyeon.park@support.example.com', departments: ['Support', 'Billing'], language: 'ko' },
  { key: 'callum.fraser', name: 'Callum Fraser', email: 'callum.fraser@sales.example.com', departments: ['Sales'], language: 'en' },
  { key: 'elif.yildiz', name: 'Elif Yıldız', email: 'elif.yildiz@sales.example.com', departments: ['Sales'], language: 'tr' },
  { key: 'yijun.lin', name: '林怡君', email: 'yijun.lin@product.example.com', departments: ['Product & Engineering'], language: 'zh-TW' },
  { key: 'johanna.becker', name: 'Johanna Becker', email: 'johanna.becker@product.example.com', departments: ['Product & Engineering'], language: 'en' },
  { key: 'arjun.mehta', name: 'Arjun Mehta', email: 'arjun.mehta@product.example.com', departments: ['Product & Engineering'], language: 'en' },
  { key: 'camille.moreau', name: 'Camille Moreau', email: 'camille.moreau@marketing.example.com', departments: ['Marketing'], language: 'en' },
  { key: 'tomek.zielinski', name: 'Tomasz Zieliński', email: 'tomek.zielinski@delivery.example.com', departments: ['Delivery'], language: 'pl' },
  { key: 'grace.okafor', name: 'Grace Okafor', email: 'grace.okafor@delivery.example.com', departments: ['Delivery'], language: 'en' },
  { key: 'ingrid.solberg', name: 'Ingrid Solberg', email: 'ingrid.solberg@billing.example.com', departments: ['Billing'], language: 'en' },
  // On leave: gets nothing new.
  { key: 'jonas.weber', name: 'Jonas Weber', email: 'jonas.weber@billing.example.com', departments: ['Billing'], language: 'en', available: false },
];
