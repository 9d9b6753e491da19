import { describe, expect, it } from 'vitest';
import { matchesWhole } from '../../../sandbox/service-model/java-pattern.ts';
import { operationModel, type Shape, serviceModels } from '../../../sandbox/service-model/model.ts';

describe('The extract', () => {
  const operations = Object.values(serviceModels.services).flatMap((service) =>
    Object.values(service.operations),
  );
  const shapes = operations.flatMap((operation) => shapesIn(operation.input));
  const patterns = [...new Set(shapes.flatMap((shape) => ('pattern' in shape ? [shape.pattern] : [])))];

  it('has the API version of each service', () => {
    const versions = Object.entries(serviceModels.services).map(([name, { apiVersion }]) => [
      name,
      apiVersion,
    ]);
    expect(Object.fromEntries(versions)).toEqual({
      account: '2021-02-01',
      cloudformation: '2010-05-15',
      cloudtrail: '2013-11-01',
      cloudwatch: '2010-08-01',
      config: '2014-11-12',
      dynamodb: '2012-08-10',
      events: '2015-10-07',
      iam: '2010-05-08',
      lambda: '2015-03-31',
      logs: '2014-03-28',
      organizations: '2016-11-28',
      scheduler: '2021-06-30',
      securityhub: '2018-10-26',
      sns: '2010-03-31',
      ssm: '2014-11-06',
      sts: '2011-06-15',
    });
  });

  it('names the errors of an operation as the SDK does', () => {
    expect(operationModel('iam', 'ListAccessKeys').errors).toEqual([
      'NoSuchEntityException',
      'ServiceFailureException',
    ]);
  });

  it('has only types that are validated', () => {
    const known = [
      'structure',
      'list',
      'map',
      'string',
      'integer',
      'long',
      'double',
      'boolean',
      'timestamp',
      'blob',
    ];
    expect(shapes.map((shape) => shape.type).filter((type) => !known.includes(type))).toEqual([]);
  });

  it('has patterns of every kind', () => {
    expect(patterns.length).toBeGreaterThan(15);
  });

  it.each(patterns)('has a pattern that JavaScript compiles: %s', (pattern) => {
    expect(() => matchesWhole(pattern ?? '', '')).not.toThrow();
  });
});

function shapesIn(shape: Shape): readonly Shape[] {
  switch (shape.type) {
    case 'structure':
      return [shape, ...Object.values(shape.members).flatMap(shapesIn)];
    case 'list':
      return [shape, ...shapesIn(shape.member)];
    case 'map':
      return [shape, ...shapesIn(shape.key), ...shapesIn(shape.value)];
    default:
      return [shape];
  }
}
