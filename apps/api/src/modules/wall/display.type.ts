import { Field, ObjectType } from 'type-graphql';
import { WallDisplayType } from './wall.type.ts';

@ObjectType('CreatedDisplay', { simpleResolvers: true, description: 'A new display with its link, which is shown this once.' })
export class CreatedDisplayType {
  @Field(() => WallDisplayType, { description: 'The display.' })
  display!: WallDisplayType;

  @Field(() => String, { description: 'What the display opens. What follows # is its secret, and no browser sends that to a server. Begins with / where no public address of Heed is configured: at the address under which you opened it.' })
  link!: string;
}
