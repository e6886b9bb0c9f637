import type { Language } from '../company.ts';

/** A written name and, where the script is not Latin, how it is spelt in an e-mail address. */
type Name = string | readonly [written: string, latin: string];

/** Common given and family names by language; none is meant to be anybody. */
interface Names {
  readonly female: readonly Name[];
  readonly male: readonly Name[];
  readonly family: readonly Name[];
  /** Family name first, without a space. */
  readonly familyFirst: 'joined' | 'spaced' | 'no';
}

export const NAMES: Readonly<Record<Language, Names>> = {
  en: {
    female: ['Emily', 'Olivia', 'Hannah', 'Grace', 'Zoe', 'Charlotte', 'Naomi', 'Ruth', 'Megan', 'Leah', 'Fiona', 'Isla'],
    male: ['James', 'Oliver', 'Liam', 'Noah', 'Ethan', 'Callum', 'Marcus', 'Adam', 'Ryan', 'Simon', 'Owen', 'Theo'],
    family: ['Harper', 'Whitlock', 'Bennett', 'Marsh', 'Doyle', 'Carver', 'Sinclair', 'Okafor', 'Patel', 'Reyes', 'Lindqvist', 'Novak', 'Fraser', 'Holt', 'Ashby', 'Murray'],
    familyFirst: 'no',
  },
  'zh-TW': {
    female: [['怡君', 'yijun'], ['雅婷', 'yating'], ['淑芬', 'shufen'], ['佩珊', 'peishan'], ['欣怡', 'hsinyi'], ['詩涵', 'shihhan'], ['美玲', 'meiling']],
    male: [['志豪', 'chihhao'], ['家豪', 'chiahao'], ['俊傑', 'chunchieh'], ['冠宇', 'kuanyu'], ['建宏', 'chienhung'], ['柏翰', 'pohan'], ['承恩', 'chengen']],
    family: [['陳', 'chen'], ['林', 'lin'], ['黃', 'huang'], ['張', 'chang'], ['李', 'lee'], ['王', 'wang'], ['吳', 'wu'], ['劉', 'liu'], ['蔡', 'tsai'], ['楊', 'yang'], ['許', 'hsu']],
    familyFirst: 'joined',
  },
  ko: {
    female: [['서연', 'seoyeon'], ['지우', 'jiwoo'], ['민지', 'minji'], ['하은', 'haeun'], ['수빈', 'subin'], ['은영', 'eunyoung'], ['유진', 'yujin']],
    male: [['민준', 'minjun'], ['도윤', 'doyun'], ['준호', 'junho'], ['성민', 'sungmin'], ['지훈', 'jihoon'], ['현우', 'hyunwoo'], ['태영', 'taeyoung']],
    family: [['김', 'kim'], ['이', 'lee'], ['박', 'park'], ['최', 'choi'], ['정', 'jung'], ['강', 'kang'], ['조', 'cho'], ['윤', 'yoon'], ['장', 'jang'], ['임', 'lim']],
    familyFirst: 'joined',
  },
  vi: {
    female: ['Thị Mai', 'Thu Hương', 'Ngọc Lan', 'Thanh Thảo', 'Minh Anh', 'Phương Linh', 'Kim Ngân', 'Bích Ngọc'],
    male: ['Văn Hùng', 'Minh Tuấn', 'Đức Anh', 'Quang Huy', 'Hoàng Nam', 'Tiến Dũng', 'Gia Bảo', 'Thành Đạt'],
    family: ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Phan', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Ngô', 'Dương'],
    familyFirst: 'spaced',
  },
  tr: {
    female: ['Ayşe', 'Zeynep', 'Elif', 'Gülşen', 'Selin', 'Özlem', 'Nazlı', 'Derya', 'Ebru', 'Işıl'],
    male: ['Mehmet', 'Burak', 'Emre', 'Oğuz', 'Çağrı', 'Hakan', 'Ümit', 'Serkan', 'Kerem', 'İlker'],
    family: ['Yıldız', 'Kaya', 'Demir', 'Şahin', 'Çelik', 'Aydın', 'Öztürk', 'Arslan', 'Doğan', 'Güneş', 'Koç', 'Uçar'],
    familyFirst: 'no',
  },
  pl: {
    female: ['Anna', 'Katarzyna', 'Małgorzata', 'Agnieszka', 'Zofia', 'Natalia', 'Elżbieta', 'Monika', 'Łucja', 'Kinga'],
    male: ['Piotr', 'Tomasz', 'Paweł', 'Michał', 'Łukasz', 'Grzegorz', 'Jakub', 'Rafał', 'Wojciech', 'Błażej'],
    // Surnames that are the same for women and men.
    family: ['Nowak', 'Wójcik', 'Mazur', 'Kaczmarek', 'Zając', 'Król', 'Wróbel', 'Pawlak', 'Dudek', 'Wieczorek', 'Gołąb', 'Kozioł', 'Sikora', 'Bąk'],
    familyFirst: 'no',
  },
};

export function writtenName(name: Name): string {
  return typeof name === 'string' ? name : name[0];
}

/** The name in the letters a–z, as for an e-mail address: without marks, spaces and capitals. */
export function latinName(name: Name): string {
  if (typeof name !== 'string') return name[1];
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/gu, 'd')
    .replace(/[łŁ]/gu, 'l')
    .replace(/ı/gu, 'i')
    .toLowerCase()
    .replace(/[^a-z]/gu, '');
}
