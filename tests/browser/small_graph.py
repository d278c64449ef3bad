"""A street small enough to look at: 2 communities, 3 paired units, a first secretary, needs and resources.

To be replaced by the imported example data once tests run against the whole service.
"""

from __future__ import annotations

GRAPH = """
CREATE (s:Place:Street {id: 't-s', name: '南山街道'}),
  (c1:Place:Community {id: 't-c1', name: '桥北社区'})-[:PART_OF]->(s), (c2:Place:Community {id: 't-c2', name: '松泉社区'})-[:PART_OF]->(s),
  (g:Place:Grid {id: 't-g', name: '桥北一网格'})-[:PART_OF]->(c1),
  (u1:Unit {id: 't-u1', name: '北票市中心医院'}), (u2:Unit {id: 't-u2', name: '市公交公司'}), (u3:Unit {id: 't-u3', name: '第三小学'}),
  (u1)-[:PARTY_TO]->(a1:Agreement {id: 't-a1', title: '康养'})-[:BENEFITS]->(c1),
  (u2)-[:PARTY_TO]->(a2:Agreement {id: 't-a2', title: '出行'})-[:BENEFITS]->(c1),
  (u3)-[:PARTY_TO]->(a3:Agreement {id: 't-a3', title: '助学'})-[:BENEFITS]->(c2),
  (p:Person:FirstSecretary {id: 't-p', name: '王光宇'})-[:HOLDS]->(r:RoleAssignment {id: 't-r', title: '第一书记'}),
  (r)-[:TARGETS]->(c2), (r)-[:SECONDED_FROM]->(u1),
  (k1:Category {id: 't-k1', name: '就医出行'})-[:SATISFIED_BY]->(k2:Category {id: 't-k2', name: '接送车辆'}),
  (n:Need {id: 't-n', title: '周五上午送30位老人体检'})-[:AT]->(c1), (n)-[:IN_CATEGORY]->(k1),
  (v:Resource {id: 't-v', name: '康复接送车'})-[:PROVIDED_BY]->(u1), (v)-[:IN_CATEGORY]->(k2),
  (m:Commitment {id: 't-m', quantity: 12})-[:FOR]->(n), (m)-[:BY]->(u1), (m)-[:USES]->(v),
  (x:Source {id: 't-x', title: '示例'}), (s)-[:STATED_IN]->(x)
"""
